"""Benchmarks: workloads in Harn beside handwritten Python twins, start-up, growth, memory.

``python -m benchmarks`` prints the tables; the README beside this file says how to read them.
"""
