"""Everything with an OpenAPI document, asked all that its document allows and much that it does not."""
