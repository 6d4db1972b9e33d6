"""The screens; the only home of Streamlit beside app.py, and no decisions."""
