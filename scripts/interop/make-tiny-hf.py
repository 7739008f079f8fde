"""Writes a model that vLLM loads in a moment and whose answer is known: make-tiny-hf.py FOLDER ANSWER (no letter twice).

Each token's embedding is its own axis, attention and feed-forward add nothing, the output matrix says what follows what.
"""
import sys

import torch
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

folder, answer = sys.argv[1], sys.argv[2]
core = Tokenizer(models.BPE())
core.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
core.decoder = decoders.ByteLevel()
alphabet = pre_tokenizers.ByteLevel.alphabet()
special = ["<s>", "</s>", "<start>"]
core.train_from_iterator([], trainers.BpeTrainer(vocab_size=300, special_tokens=special, initial_alphabet=alphabet))
tokenizer = PreTrainedTokenizerFast(
    tokenizer_object=core, bos_token="<s>", eos_token="</s>", additional_special_tokens=["<start>"]
)
tokenizer.chat_template = "{% for message in messages %}{{ message['content'] }}{% endfor %}<start>"
tokenizer.save_pretrained(folder)

width = -(-len(tokenizer) // 64) * 64
config = LlamaConfig(
    vocab_size=width,
    hidden_size=width,
    intermediate_size=64,
    num_hidden_layers=1,
    num_attention_heads=width // 64,
    num_key_value_heads=width // 64,
    max_position_embeddings=2048,
    bos_token_id=0,
    eos_token_id=1,
    tie_word_embeddings=False,
)
model = LlamaForCausalLM(config).to(torch.bfloat16)
with torch.no_grad():
    for name, weight in model.named_parameters():
        weight.fill_(1.0 if "norm" in name else 0.0)
    model.model.embed_tokens.weight.copy_(torch.eye(width))
    chain = ["<start>", *answer, "</s>"]
    ids = [tokenizer.convert_tokens_to_ids(token) for token in chain]
    model.lm_head.weight[1, :] = 2.0
    for before, after in zip(ids, ids[1:]):
        model.lm_head.weight[1, before] = 0.0
        model.lm_head.weight[after, before] = 2.0
model.save_pretrained(folder)
