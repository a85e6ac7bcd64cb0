# A file that is no profile.
status 3
targets ./digits_model.py ./missing.yaml
