"""What one item of a paper counts. Papers that are there already go on counting points, as they said."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('assessments', '0004_tasks'),
    ]

    operations = [
        migrations.AddField(
            model_name='paperline',
            name='worth',
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name='paperline',
            name='worth',
            field=models.PositiveSmallIntegerField(blank=True, default=1, null=True),
        ),
        migrations.AddField(
            model_name='sittingslot',
            name='worth',
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name='paperline',
            constraint=models.CheckConstraint(condition=models.Q(('worth__gte', 1), ('worth__lte', 10)), name='paper_line_worth'),
        ),
    ]
