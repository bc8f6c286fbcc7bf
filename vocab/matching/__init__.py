"""Suggesting which concepts of two schemes mean the same."""
