"""The stage draws slides: Typst sets the type, PDFium makes the picture, reveal steps are composed from regions.

Promises: the same slide on the same stage gives the same pixels; a composed step equals the step drawn directly;
text is never evaluated as markup; nothing outside the template folder is readable to a slide.
"""
