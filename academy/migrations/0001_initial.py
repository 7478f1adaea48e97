import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('academy', '0002_team'), ('academy', '0003_looks'), ('academy', '0004_affiliation_coordinates'), ('academy', '0005_partners')]

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='Council',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, unique=True)),
                ('slug', models.SlugField(unique=True)),
            ],
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('ref', models.CharField(blank=True, max_length=40, verbose_name='staff or partner number')),
                ('email', models.EmailField(max_length=254, unique=True, verbose_name='e-mail')),
                ('given_name', models.CharField(max_length=80)),
                ('family_name', models.CharField(max_length=80)),
                ('is_active', models.BooleanField(default=True)),
                ('joined_on', models.DateField(blank=True, null=True, verbose_name='start date')),
                ('left_on', models.DateField(blank=True, null=True, verbose_name='last day')),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
                ('council', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='people', to='academy.council')),
            ],
            options={
                'verbose_name': 'person',
                'verbose_name_plural': 'people',
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='person_email_once'), models.UniqueConstraint(models.F('council'), models.F('ref'), condition=models.Q(('ref', ''), _negated=True), name='person_ref_once'), models.CheckConstraint(condition=models.Q(('left_on__isnull', True), ('joined_on__isnull', True), ('left_on__gte', models.F('joined_on')), _connector='OR'), name='person_left_after_joining')],
            },
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('verb', models.CharField(max_length=60)),
                ('noun', models.CharField(max_length=60)),
                ('noun_id', models.CharField(blank=True, max_length=60)),
                ('words', models.CharField(max_length=400)),
                ('detail', models.JSONField(blank=True, default=dict)),
                ('about', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='history', to=settings.AUTH_USER_MODEL)),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='deeds', to=settings.AUTH_USER_MODEL)),
                ('council', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='history', to='academy.council')),
            ],
            options={
                'verbose_name_plural': 'entries',
                'ordering': ['-at', '-pk'],
                'indexes': [models.Index(fields=['noun', 'noun_id'], name='entry_noun'), models.Index(fields=['about', '-at'], name='entry_about'), models.Index(fields=['council', '-at'], name='entry_council')],
            },
        ),
        migrations.CreateModel(
            name='Job',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('topic', models.CharField(max_length=60)),
                ('key', models.CharField(max_length=200)),
                ('payload', models.JSONField(default=dict)),
                ('state', models.CharField(choices=[('due', 'Due'), ('claimed', 'Claimed'), ('done', 'Done'), ('failed', 'Failed')], default='due', max_length=10)),
                ('due_at', models.DateTimeField()),
                ('written_at', models.DateTimeField()),
                ('attempt', models.PositiveSmallIntegerField(default=0)),
                ('leased_until', models.DateTimeField(blank=True, null=True)),
                ('done_at', models.DateTimeField(blank=True, null=True)),
                ('fault', models.CharField(blank=True, max_length=200, verbose_name='kind of the last error')),
                ('council', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='jobs', to='academy.council')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state__in', ['due', 'claimed'])), fields=['due_at'], name='job_open')],
                'constraints': [models.UniqueConstraint(models.F('topic'), models.F('key'), name='job_once'), models.CheckConstraint(condition=models.Q(('state__in', ['due', 'claimed', 'done', 'failed'])), name='job_state_known')],
            },
        ),
        migrations.CreateModel(
            name='JoinCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code_hash', models.CharField(max_length=64, unique=True)),
                ('made_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='when it was renewed or switched off')),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-made_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ended_at__isnull', True), ('ended_at__gte', models.F('made_at')), _connector='OR'), name='join_code_ends_after_made')],
            },
        ),
        migrations.CreateModel(
            name='Joining',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('code', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='joinings', to='academy.joincode')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='joinings', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('code'), models.F('person'), name='joining_once')],
            },
        ),
        migrations.CreateModel(
            name='Look',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(max_length=80)),
                ('on', models.DateField()),
                ('at', models.DateTimeField()),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='looks', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='looked_at', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-at', '-pk'],
                'constraints': [models.UniqueConstraint(models.F('person'), models.F('actor'), models.F('on'), models.F('what'), name='look_once_a_day'), models.CheckConstraint(condition=models.Q(('actor', models.F('person')), _negated=True), name='look_at_another')],
            },
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('template', models.CharField(max_length=80)),
                ('about', models.CharField(max_length=120)),
                ('context', models.JSONField(default=dict)),
                ('state', models.CharField(choices=[('due', 'Due'), ('sent', 'Sent'), ('dropped', 'Dropped')], default='due', max_length=10)),
                ('written_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('council', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='academy.council')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='messages', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('template'), models.F('person'), models.F('about'), name='message_once'), models.CheckConstraint(condition=models.Q(('state__in', ['due', 'sent', 'dropped'])), name='message_state_known')],
            },
        ),
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(max_length=40)),
                ('name', models.CharField(max_length=160)),
                ('sector', models.CharField(blank=True, max_length=60)),
                ('email_domain', models.CharField(blank=True, max_length=120)),
                ('council', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='organisations', to='academy.council')),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('council'), models.F('ref'), name='organisation_ref_once')],
            },
        ),
        migrations.AddField(
            model_name='joincode',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='join_codes', to='academy.organisation'),
        ),
        migrations.CreateModel(
            name='Domain',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='domains', to='academy.organisation')),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(models.F('organisation'), models.F('name'), name='domain_once'), models.CheckConstraint(condition=models.Q(('name', django.db.models.functions.text.Lower('name'))), name='domain_in_small_letters')],
            },
        ),
        migrations.CreateModel(
            name='Affiliation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('R01', 'EHC coordinator, new starter'), ('R02', 'EHC coordinator'), ('R03', 'Senior EHC coordinator'), ('R04', 'Assessment officer'), ('R05', 'Annual review officer'), ('R06', 'Placement officer'), ('R07', 'Tribunal officer'), ('R08', 'Resolution and feedback officer'), ('R09', 'Panel manager'), ('R10', 'Team manager'), ('R11', 'Team lead'), ('R12', 'Head of service'), ('R13', 'SEND QA practitioner'), ('R14', 'SEND QA team manager'), ('R15', 'Practice development lead'), ('R16', 'Buddy'), ('R17', 'Business support'), ('R18', 'Finance or commissioning officer'), ('R19', 'Preparing for adulthood coordinator'), ('R20', 'Data and performance analyst'), ('R21', 'Early years specialist'), ('R22', 'Embedded EHC coordinator'), ('R23', 'Academy coordinator'), ('P01', 'SENCO'), ('P02', 'Headteacher or governor'), ('P03', 'Early years SENCO'), ('P04', 'Post-16 learning support lead'), ('P05', 'Educational psychologist'), ('P06', 'Specialist teacher'), ('P07', 'Designated clinical officer'), ('P08', 'Therapist'), ('P09', 'Paediatrician, CAMHS clinician or nurse'), ('P10', 'Designated social care officer or social worker'), ('P11', 'Social care advice team worker'), ('P12', 'ICB SEND lead'), ('P13', 'Parent carer forum representative'), ('P14', 'SENDIASS adviser'), ('P15', 'Young expert by experience'), ('P16', 'Elected member or board member'), ('P17', 'DfE or NHSE adviser, inspector'), ('P18', 'Virtual school, youth justice or EHE officer')], max_length=3)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('coordinates', models.BooleanField(default=False, verbose_name='looks after the people and places of the organisation')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='affiliations', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='affiliations', to='academy.organisation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('person'), models.F('organisation'), models.F('role'), name='affiliation_once'), models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='affiliation_ends_after_start')],
            },
        ),
        migrations.CreateModel(
            name='AccessRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('given_name', models.CharField(max_length=80)),
                ('family_name', models.CharField(max_length=80)),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail')),
                ('role', models.CharField(choices=[('R01', 'EHC coordinator, new starter'), ('R02', 'EHC coordinator'), ('R03', 'Senior EHC coordinator'), ('R04', 'Assessment officer'), ('R05', 'Annual review officer'), ('R06', 'Placement officer'), ('R07', 'Tribunal officer'), ('R08', 'Resolution and feedback officer'), ('R09', 'Panel manager'), ('R10', 'Team manager'), ('R11', 'Team lead'), ('R12', 'Head of service'), ('R13', 'SEND QA practitioner'), ('R14', 'SEND QA team manager'), ('R15', 'Practice development lead'), ('R16', 'Buddy'), ('R17', 'Business support'), ('R18', 'Finance or commissioning officer'), ('R19', 'Preparing for adulthood coordinator'), ('R20', 'Data and performance analyst'), ('R21', 'Early years specialist'), ('R22', 'Embedded EHC coordinator'), ('R23', 'Academy coordinator'), ('P01', 'SENCO'), ('P02', 'Headteacher or governor'), ('P03', 'Early years SENCO'), ('P04', 'Post-16 learning support lead'), ('P05', 'Educational psychologist'), ('P06', 'Specialist teacher'), ('P07', 'Designated clinical officer'), ('P08', 'Therapist'), ('P09', 'Paediatrician, CAMHS clinician or nurse'), ('P10', 'Designated social care officer or social worker'), ('P11', 'Social care advice team worker'), ('P12', 'ICB SEND lead'), ('P13', 'Parent carer forum representative'), ('P14', 'SENDIASS adviser'), ('P15', 'Young expert by experience'), ('P16', 'Elected member or board member'), ('P17', 'DfE or NHSE adviser, inspector'), ('P18', 'Virtual school, youth justice or EHE officer')], max_length=3)),
                ('state', models.CharField(choices=[('waiting', 'Waits for an answer'), ('approved', 'Approved'), ('declined', 'Declined')], default='waiting', max_length=8)),
                ('asked_at', models.DateTimeField()),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='access_requests', to='academy.organisation')),
            ],
            options={
                'ordering': ['asked_at', 'pk'],
                'constraints': [models.UniqueConstraint(models.F('organisation'), django.db.models.functions.text.Lower('email'), condition=models.Q(('state', 'waiting')), name='access_asked_once'), models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'approved', 'declined'])), name='access_state_known'), models.CheckConstraint(condition=models.Q(('state', 'waiting'), ('answered_at__isnull', False), _connector='XOR'), name='access_answered_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='Sponsorship',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, verbose_name='what the young person wants to be called')),
                ('consent_on', models.DateField()),
                ('until', models.DateField(verbose_name='last day')),
                ('key', models.UUIDField(unique=True)),
                ('made_at', models.DateTimeField()),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('sponsor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sponsorships', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['name', 'pk'],
                'constraints': [models.UniqueConstraint(models.F('sponsor'), models.F('name'), name='sponsorship_once'), models.CheckConstraint(condition=models.Q(('until__gte', models.F('consent_on'))), name='sponsorship_ends_after_consent')],
            },
        ),
        migrations.CreateModel(
            name='StaffFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('kind', models.CharField(default='staff', max_length=14, verbose_name='what the file is')),
                ('sha256', models.CharField(max_length=64)),
                ('stored_as', models.CharField(blank=True, max_length=80, verbose_name='name of the raw file while it waits, seven days at most')),
                ('at', models.DateTimeField()),
                ('state', models.CharField(choices=[('checked', 'Waits for an answer'), ('refused', 'Refused'), ('applied', 'Applied')], max_length=8)),
                ('counts', models.JSONField(default=dict)),
                ('rejected', models.JSONField(default=list)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='staff_files', to=settings.AUTH_USER_MODEL)),
                ('council', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='staff_files', to='academy.council')),
            ],
            options={
                'ordering': ['-at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Team',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('area', models.CharField(blank=True, max_length=60)),
                ('council', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='teams', to='academy.council')),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(models.F('council'), models.F('name'), name='team_name_once')],
            },
        ),
        migrations.CreateModel(
            name='Post',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('R01', 'EHC coordinator, new starter'), ('R02', 'EHC coordinator'), ('R03', 'Senior EHC coordinator'), ('R04', 'Assessment officer'), ('R05', 'Annual review officer'), ('R06', 'Placement officer'), ('R07', 'Tribunal officer'), ('R08', 'Resolution and feedback officer'), ('R09', 'Panel manager'), ('R10', 'Team manager'), ('R11', 'Team lead'), ('R12', 'Head of service'), ('R13', 'SEND QA practitioner'), ('R14', 'SEND QA team manager'), ('R15', 'Practice development lead'), ('R16', 'Buddy'), ('R17', 'Business support'), ('R18', 'Finance or commissioning officer'), ('R19', 'Preparing for adulthood coordinator'), ('R20', 'Data and performance analyst'), ('R21', 'Early years specialist'), ('R22', 'Embedded EHC coordinator'), ('R23', 'Academy coordinator'), ('P01', 'SENCO'), ('P02', 'Headteacher or governor'), ('P03', 'Early years SENCO'), ('P04', 'Post-16 learning support lead'), ('P05', 'Educational psychologist'), ('P06', 'Specialist teacher'), ('P07', 'Designated clinical officer'), ('P08', 'Therapist'), ('P09', 'Paediatrician, CAMHS clinician or nurse'), ('P10', 'Designated social care officer or social worker'), ('P11', 'Social care advice team worker'), ('P12', 'ICB SEND lead'), ('P13', 'Parent carer forum representative'), ('P14', 'SENDIASS adviser'), ('P15', 'Young expert by experience'), ('P16', 'Elected member or board member'), ('P17', 'DfE or NHSE adviser, inspector'), ('P18', 'Virtual school, youth justice or EHE officer')], max_length=3)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('fte', models.DecimalField(decimal_places=2, default=1, max_digits=3, verbose_name='full-time share')),
                ('working_days', models.CharField(blank=True, max_length=40)),
                ('manager', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='line_posts', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='posts', to=settings.AUTH_USER_MODEL)),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='academy.team')),
            ],
            options={
                'indexes': [models.Index(fields=['team', 'ends_on'], name='post_team'), models.Index(fields=['manager'], name='post_manager')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='post_ends_after_start'), models.CheckConstraint(condition=models.Q(('manager', models.F('person')), _negated=True), name='post_not_own_manager'), models.UniqueConstraint(models.F('person'), models.F('role'), models.F('team'), models.F('starts_on'), name='post_once')],
            },
        ),
        migrations.CreateModel(
            name='Absence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('leave', 'Leave'), ('secondment', 'Secondment')], max_length=12)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='absences', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='absence_ends_after_start'), models.UniqueConstraint(models.F('person'), models.F('kind'), models.F('starts_on'), name='absence_once')],
            },
        ),
        migrations.CreateModel(
            name='Caseload',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField()),
                ('plans', models.PositiveSmallIntegerField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='caseloads', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('person'), models.F('on'), name='caseload_once_a_day'), models.CheckConstraint(condition=models.Q(('plans__lte', 999)), name='caseload_0_to_999')],
            },
        ),
        migrations.AddConstraint(
            model_name='joincode',
            constraint=models.UniqueConstraint(models.F('organisation'), condition=models.Q(('ended_at__isnull', True)), name='join_code_one_works'),
        ),
    ]
