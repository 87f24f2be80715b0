"""SIKEREN's server: attendance that works with or without a network."""
