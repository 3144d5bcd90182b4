"""The picture that stands beside a shared link: 1200 by 630 pixels, in the look of the site."""

WIDTH, HEIGHT = 1200, 630
