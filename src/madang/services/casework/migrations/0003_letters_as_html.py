from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casework", "0002_walls")]

    operations = [migrations.AddField("issuedletter", "html", models.TextField(default=""))]
