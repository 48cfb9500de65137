"""The service over HTTP: reads what is indexed, takes in activity, hands out unsigned transactions."""
