"""Which sets the toolkit has examples for, and its methods in words."""
SETS = ("febrl4", "febrl4_no_number", "febrl3")
METHODS = {"fixed": "its weights", "ecm": "ECM"}
