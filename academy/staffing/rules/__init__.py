"""What an HR file may say: reading, checking and what each row would change. Pure: no database, no clock."""
