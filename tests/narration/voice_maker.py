"""Piper voices of the tests' own making: small models whose speech is tones."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from piper.phoneme_ids import DEFAULT_PHONEME_ID_MAP

TINY_RATE = 16_000
_HOP = 64
_FRAMES_A_PHONEME = 10


def make_voice(folder: Path, name: str = "tiny", *, is_aligned: bool = True, language: str = "pt-br") -> Path:
    """A voice of Piper's shape: each phoneme id is a tone of its own pitch and of equal length.

    Piper finds the lengths of sounds in the graph's one Ceil node; without `is_aligned` there is none.
    """
    folder.mkdir(parents=True, exist_ok=True)
    constants = {
        "zero": np.zeros(1, np.float32),
        "frames": np.array([_FRAMES_A_PHONEME], np.float32),
        "hop": np.array([_HOP], np.int64),
        "column": np.array([-1, 1], np.int64),
        "flat": np.array([1, 1, -1], np.int64),
        "start": np.array(0, np.int64),
        "step": np.array(1, np.int64),
        "lowest": np.array([100], np.float32),
        "semitone": np.array([6], np.float32),
        "turn": np.array([2 * np.pi / TINY_RATE], np.float32),
        "level": np.array([0.4], np.float32),
        "speed_at": np.array([1], np.int64),
        "scalar": np.array([], np.int64),
    }
    node = helper.make_node
    nodes = [
        node("Cast", ["input"], ["ids"], to=TensorProto.FLOAT),
        node("Gather", ["scales", "speed_at"], ["speed"]),
        node("Mul", ["ids", "zero"], ["blank"]),
        node("Add", ["blank", "frames"], ["plain_frames"]),
        node("Mul", ["plain_frames", "speed"], ["scaled_frames"]),
        node("Ceil" if is_aligned else "Round", ["scaled_frames"], ["all_frames"]),
        node("ReduceMax", ["all_frames"], ["frames_each"], keepdims=0),
        node("Cast", ["frames_each"], ["frames_count"], to=TensorProto.INT64),
        node("Mul", ["frames_count", "hop"], ["samples_each"]),
        node("Reshape", ["samples_each", "scalar"], ["samples_scalar"]),
        node("Range", ["start", "samples_scalar", "step"], ["ticks"]),
        node("Cast", ["ticks"], ["time"], to=TensorProto.FLOAT),
        node("Reshape", ["ids", "column"], ["id_column"]),
        node("Mul", ["id_column", "semitone"], ["above"]),
        node("Add", ["above", "lowest"], ["pitch"]),
        node("Mul", ["pitch", "turn"], ["angle"]),
        node("Mul", ["angle", "time"], ["phase"]),
        node("Sin", ["phase"], ["wave"]),
        node("Mul", ["wave", "level"], ["quiet"]),
        node("Reshape", ["quiet", "flat"], ["output"]),
    ]
    graph = helper.make_graph(
        nodes,
        name,
        [
            helper.make_tensor_value_info("input", TensorProto.INT64, [1, "phonemes"]),
            helper.make_tensor_value_info("input_lengths", TensorProto.INT64, [1]),
            helper.make_tensor_value_info("scales", TensorProto.FLOAT, [3]),
        ],
        [helper.make_tensor_value_info("output", TensorProto.FLOAT, [1, 1, "samples"])],
        [numpy_helper.from_array(value, key) for key, value in constants.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    path = folder / f"{name}.onnx"
    onnx.save(model, str(path))
    settings = {
        "audio": {"sample_rate": TINY_RATE},
        "espeak": {"voice": language},
        "phoneme_type": "espeak",
        "num_symbols": 256,
        "num_speakers": 1,
        "hop_length": _HOP,
        "inference": {"noise_scale": 0.667, "length_scale": 1.0, "noise_w": 0.8},
        "phoneme_id_map": DEFAULT_PHONEME_ID_MAP,
    }
    path.with_name(f"{name}.onnx.json").write_text(json.dumps(settings))
    return path
