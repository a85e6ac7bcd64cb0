# How two models are compared.
diff --help
