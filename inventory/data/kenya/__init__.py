"""The starter catalogue of Kenya: facts of five documents, each with the document and the place that it is from."""
