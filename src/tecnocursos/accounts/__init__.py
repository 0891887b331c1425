"""Who may use the product: tenants, their members and roles, sign-in, sessions, second factors, API keys."""
