import datetime

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('courses', '0013_model_letters'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(model_name='pageread', name='page_read_once'),
        migrations.AddField(
            model_name='pageread',
            name='on',
            field=models.DateField(default=datetime.date(2026, 11, 26)),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name='pageread',
            constraint=models.UniqueConstraint(models.F('person'), models.F('version'), models.F('on'), name='page_read_once_a_day'),
        ),
    ]
