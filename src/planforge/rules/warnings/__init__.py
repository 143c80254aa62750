"""Early warning: colours, who issues them, and what follows."""
