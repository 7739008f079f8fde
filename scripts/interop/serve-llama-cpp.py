"""llama.cpp's server in this process: serve-llama-cpp.py MODEL PORT. Every prompt ends in the token the model answers to."""
import sys
import threading

import xllamacpp

params = xllamacpp.CommonParams()
params.model.path = sys.argv[1]
params.model_alias = ["tiny"]
params.hostnames = ["127.0.0.1"]
params.port = int(sys.argv[2])
params.n_ctx = 1024
params.n_parallel = 2
params.use_jinja = True
params.chat_template = "{% for message in messages %}{{ message['content'] }}{% endfor %}<start>"
server = xllamacpp.Server(params)
threading.Event().wait()
