"""Stands in for a package that Mahavishnu imports, and that none of its wheels holds.

`monitoring` lies at the root of its repository, beside the package `mahavishnu`, and is left out when
the wheel is built: an installed server ends at once with `No module named 'monitoring'`. What is here
takes every call and counts nothing.
"""
