"""What an exam asks for, and how ready the student is for it."""
