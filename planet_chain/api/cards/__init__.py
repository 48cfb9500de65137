"""Pictures that other sites show beside a link to the page: 1200 by 630, drawn from nothing but facts."""
