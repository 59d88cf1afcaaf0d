"""The core of precheck: the bytes of a photographed document in, a verdict out."""
