# A folder without models.
dump ../schema
status 3
