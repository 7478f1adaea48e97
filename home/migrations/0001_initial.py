import datetime
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('home', '0002_calendars')]

    initial = True

    dependencies = [
        ('academy', '0001_initial'),
        ('academy', '__first__'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.CreateModel(
            name='CalendarFeed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('secret_hash', models.CharField(max_length=64, unique=True)),
                ('key', models.UUIDField()),
                ('turn', models.PositiveIntegerField(default=1)),
                ('made_at', models.DateTimeField()),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='calendar_feed', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='WelcomePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('law', models.JSONField(blank=True, default=list, verbose_name='legal references')),
                ('law_as_at', models.DateField(default=datetime.date(2026, 11, 1), verbose_name='law as at')),
                ('review_due', models.DateField(blank=True, null=True, verbose_name='review due')),
                ('promise', models.TextField(blank=True, verbose_name='what this academy is, in two sentences')),
                ('council', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='academy.council')),
            ],
            options={
                'abstract': False,
            },
            bases=('wagtailcore.page',),
        ),
    ]
