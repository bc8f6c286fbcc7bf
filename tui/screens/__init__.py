"""The screens, each in a module that is loaded when it is opened."""
