"""Forms to fill in (格式文本), blank or with what is known of an incident."""

from planforge.document.forms.catalogue import FORMS, Form, form_list, form_nodes
from planforge.document.forms.filled import Filled, filled

__all__ = ["FORMS", "Filled", "Form", "filled", "form_list", "form_nodes"]
