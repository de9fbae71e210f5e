import { bodySchema } from './body-check.ts';
import { templateSchema } from './model.ts';

/** What the template page sends: a template without what the server knows. */
export const templateDraftSchema = templateSchema
	.omit({ id: true, order: true })
	.extend({ body: bodySchema });
