import { existsSync } from 'node:fs';
import path from 'node:path';
import { flowJsonSchema } from '@wenshu/domain/flow/definition.ts';
import { format, resolveConfig } from 'prettier';
import { expect, test } from 'vitest';
import { root } from '../../emulator-data/run/paths.ts';

const file = path.join(root, 'web/static/flow.schema.json');

// After a change of the definition: `npx vitest run --config test/vitest.config.ts --project gates flow-schema -u`
test('the published JSON Schema is that of the flow definitions', async () => {
	expect(existsSync(file)).toBe(true);
	const style = await resolveConfig(file);
	const text = await format(JSON.stringify(flowJsonSchema()), { ...style, parser: 'json' });
	await expect(text).toMatchFileSnapshot(file);
});
