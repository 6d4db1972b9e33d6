"""What the student leaves behind, kept in one SQL database; the only home of SQLAlchemy."""
