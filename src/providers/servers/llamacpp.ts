/**
 * llama.cpp's server: `GET /props` (`build_info`, `model_path`, `model_ftype`), and the `meta` of its `GET /v1/models`
 * (`n_ctx` of a slot, `n_ctx_train`, `size`, `ftype`); seen in v0.4.0. A router that serves several models has no path.
 */

import { countOrNone, type Fields, fieldsOf, textOrNone } from '../fields.ts';
import { type DescribeServer, type ServedModel, withoutFolder } from './server.ts';

export const describeLlamacpp: DescribeServer = async ({ get }, listed) => {
  const props = await get('/props');
  const isRouter = props.role === 'router';
  return {
    version: textOrNone(props.build_info),
    models: listed.map((model) => modelOf(model, isRouter ? {} : props)),
  };
};

function modelOf({ id, meta }: Fields, props: Fields): ServedModel {
  const { n_ctx, n_ctx_train, size, ftype } = fieldsOf(meta);
  const path = textOrNone(props.model_path);
  return {
    // Without an alias, older versions name the model by its whole path; that is what the server wants to be asked for.
    id: String(id),
    context: countOrNone(n_ctx) ?? countOrNone(fieldsOf(props.default_generation_settings).n_ctx),
    longestContext: countOrNone(n_ctx_train),
    quantization: textOrNone(ftype) ?? textOrNone(props.model_ftype),
    file: path && withoutFolder(path),
    size: countOrNone(size),
  };
}
