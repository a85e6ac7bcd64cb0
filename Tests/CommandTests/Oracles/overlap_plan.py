"""Writes a model whose memory plan puts every tensor at the start: overlap_plan.py MODEL OUTPUT"""

import sys

import flatbuffers
import numpy as np
from ai_edge_litert import schema_py_generated as litert

with open(sys.argv[1], "rb") as file:
    model = litert.ModelT.InitFromObj(litert.Model.GetRootAsModel(file.read(), 0))
entry = next(one for one in model.metadata if one.name == b"OfflineMemoryAllocation")
buffer = model.buffers[entry.buffer]
numbers = np.frombuffer(bytes(bytearray(buffer.data)), np.int32).copy()
numbers[3:][numbers[3:] >= 0] = 0
buffer.data = np.frombuffer(numbers.tobytes(), np.uint8)
builder = flatbuffers.Builder(1024)
builder.Finish(model.Pack(builder), b"TFL3")
with open(sys.argv[2], "wb") as file:
    file.write(builder.Output())
