import { readBody } from './body.ts';
import type { When } from './story.ts';
import type { SampleRecord } from './vehicles.ts';

/** A bulletin with who wrote it when; unpublished ones have no `published`. */
export interface SampleBulletin extends SampleRecord {
	by: string;
	written: When;
	published: When | null;
}

/** Bulletins (电子公告) of the sample bureau. */
export function bulletins(year: number): SampleBulletin[] {
	const bulletin = (
		id: string,
		title: string,
		column: string,
		rest: Partial<SampleBulletin> & { scope?: string[]; pinned?: boolean },
	): SampleBulletin => ({
		id: `bulletin-${id}`,
		values: {
			title,
			column,
			scope: rest.scope ?? [],
			pinned: rest.pinned ?? false,
			body: readBody(`bulletin-${id}`, year),
		},
		by: rest.by ?? '苏锦书',
		written: rest.written ?? '-1 09:00',
		published: rest.published === undefined ? '-1 09:10' : rest.published,
	});
	return [
		bulletin('system', '关于核心业务系统维护升级的通知', 'notice', {
			pinned: true,
			written: '-1 15:00',
			published: '-1 15:20',
		}),
		bulletin('service', '医疗保险服务中心试行周六延时服务', 'news', {
			by: '林若溪',
			written: '-4 09:00',
			published: '-4 10:00',
		}),
		bulletin('study', '关于开展本月专题学习的通知', 'study', {
			written: '-6 10:00',
			published: '-6 10:30',
		}),
		bulletin('canteen', '机关食堂实行预约用餐', 'life', {
			by: '许云帆',
			written: '-2 16:00',
			published: null,
		}),
	];
}
