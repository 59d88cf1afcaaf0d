// Runs the nets of the service by TensorFlow.js on WebAssembly, in a worker. The files in `nets` are
// made from the service's own ONNX files by training/capture/export.py.

import "../vendor/tf-core-4.22.0.min.js";
import "../vendor/tf-backend-wasm-4.22.0.min.js";

const tf = globalThis.tf;
const VENDOR = new URL("../vendor/", import.meta.url).href;
const SCALARS = { mul: tf.mul, sub: tf.sub, div: tf.div };

/** Start WebAssembly, with SIMD where the phone has it; resolves once nets can be loaded. */
export async function start() {
  tf.wasm.setWasmPaths({
    "tfjs-backend-wasm.wasm": `${VENDOR}tfjs-backend-wasm-4.22.0.wasm`,
    "tfjs-backend-wasm-simd.wasm": `${VENDOR}tfjs-backend-wasm-simd-4.22.0.wasm`,
    "tfjs-backend-wasm-threaded-simd.wasm": "", // needs a page that shares no process
  });
  tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
  await tf.setBackend("wasm");
}

/**
 * Load a net; resolves to a function from a picture, of a height and a width, blue, green and red
 * from 0 to 255, to the values of each output: rows, columns, channels.
 */
export async function load(name) {
  const address = (kind) => new URL(`nets/${name}.${kind}`, import.meta.url);
  const [graph, buffer] = await Promise.all([
    got(address("json")).then((answer) => answer.json()),
    got(address("bin")).then((answer) => answer.arrayBuffer()),
  ]);
  const steps = prepared(graph, buffer);
  return (pixels, height, width) => {
    const outputs = tf.tidy(() => {
      const values = { [graph.input]: tf.tensor4d(pixels, [1, height, width, 3]) };
      for (const { run, from, to } of steps) values[to] = run(...from.map((one) => values[one]));
      return graph.outputs.map((one) => values[one]);
    });
    const read = outputs.map((one) => [one.dataSync(), one.shape]);
    tf.dispose(outputs);
    return Object.fromEntries(graph.outputs.map((name, at) => [name, named(...read[at])]));
  };
}

async function got(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address.pathname}: ${answer.status}`);
  return answer;
}

function named(values, [, rows, columns, channels]) {
  return { values, rows, columns, channels };
}

function prepared(graph, buffer) {
  const floats = new Float32Array(buffer, 0, graph.floats);
  const integers = new Int8Array(buffer, 4 * graph.floats);
  const part = (of, [begin, count]) => of.subarray(begin, begin + count);
  return graph.ops.map((op) => ({ from: op.in, to: op.out, run: step(op) }));

  function step(op) {
    if (op.op === "conv" || op.op === "depthwise") return convolution(op);
    if (op.op in SCALARS) {
      const by = tf.scalar(part(floats, op.by)[0]);
      return (x) => SCALARS[op.op](x, by);
    }
    const twice = (x) => tf.image.resizeNearestNeighbor(x, [2 * x.shape[1], 2 * x.shape[2]]);
    const mean = (x) => tf.mean(x, [1, 2], true);
    return { add: tf.add, relu: tf.relu, relu6: tf.relu6, mean, twice, swap: (x) => tf.reverse(x, 3) }[op.op];
  }

  function convolution(op) {
    const weights = Float32Array.from(part(integers, op.weights));
    const scales = part(floats, op.scales);
    for (let at = 0; at < weights.length; at += 1) weights[at] *= scales[at % op.channels];
    const depthwise = op.op === "depthwise";
    const [rows, columns, inputs] = op.size;
    const shape = depthwise ? [rows, columns, inputs, 1] : [rows, columns, inputs, op.channels];
    const given = {
      filter: tf.tensor4d(weights, shape),
      bias: tf.tensor1d(Float32Array.from(part(floats, op.bias))),
      strides: op.stride,
      dilations: op.dilation,
      pad: op.pads,
      dimRoundingMode: "floor",
      activation: op.activation ?? "linear",
    };
    const run = depthwise ? tf.fused.depthwiseConv2d : tf.fused.conv2d;
    return (x) => run({ x, ...given });
  }
}
