"""Training of the model that tells what kind of question is asked."""
