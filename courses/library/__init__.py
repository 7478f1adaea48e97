"""What the learning hub lends out: practice notes, resources that people use, and modules for partners."""
