"""fairapp runs an intergovernmental meeting with a partnership fair, from invitation to report."""
