"""The public DMN Technology Compatibility Kit, run against Madang's FEEL.

`python -m benchmarks.dmn_tck PATH` reads a checkout of github.com/dmn-tck/tck and prints the score. The models'
boxed expressions, decision tables and types are evaluated here, over the product's FEEL; the product has no DMN.
"""
