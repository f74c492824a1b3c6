"""The same files through underthesea: words, then names."""
import sys
import time

from underthesea import ner, word_tokenize

texts = [open(f, encoding="utf-8").read() for f in sys.argv[1:]]
size = sum(len(t.encode()) for t in texts)
word_tokenize(texts[0][:200])
ner(texts[0][:200])
start = time.perf_counter()
for text in texts:
    word_tokenize(text)
words = time.perf_counter() - start
start = time.perf_counter()
for text in texts:
    ner(text[:2000])
names = time.perf_counter() - start
short = sum(len(t[:2000].encode()) for t in texts)
print(f"{short / names / 1e6:.4f} MB/s for names; words alone {size / words / 1e6:.3f} MB/s")
