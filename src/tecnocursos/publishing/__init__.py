"""Publishing: what leaves the studio beside the video: captions, chapters, transcript."""
