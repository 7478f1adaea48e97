"""What the matrix says of a person, worked out from plain rows; nothing here touches the database."""
