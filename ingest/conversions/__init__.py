"""Files of other formats -> the HTML or Markdown that they amount to."""
