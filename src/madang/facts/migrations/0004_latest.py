from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("facts", "0003_walls")]

    operations = [
        migrations.AddIndex(model_name="fact", index=models.Index(fields=["subject", "id"], name="fact_subject_id")),
    ]
