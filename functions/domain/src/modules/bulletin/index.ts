import type { ValuesOf } from '../../records/field.ts';
import { defineModule } from '../../records/module.ts';

const fields = {
	title: {
		kind: 'text',
		label: ['标题', 'Title'],
		required: true,
		search: true,
		max: 80,
		width: 'full',
	},
	column: {
		kind: 'choice',
		label: ['栏目', 'Column'],
		required: true,
		initial: 'notice',
		options: {
			notice: ['通知公告', 'Notices'],
			news: ['工作动态', 'News'],
			study: ['学习园地', 'Learning'],
			life: ['生活服务', 'Everyday'],
		},
	},
	scope: {
		kind: 'units',
		label: ['发布范围', 'Readers'],
		hint: ['不选即全体人员', 'Everybody unless units are chosen'],
		empty: ['全体人员', 'Everybody'],
	},
	pinned: { kind: 'boolean', label: ['置顶', 'On top'] },
	expiresOn: {
		kind: 'date',
		label: ['有效期至', 'Valid until'],
		hint: ['过期后不再显示在首页，仍可查到', 'Afterwards it is still found by search'],
	},
	body: { kind: 'richText', label: ['正文', 'Text'], required: true },
	files: { kind: 'attachments', label: ['附件', 'Files'], max: 20 },
	status: {
		kind: 'choice',
		label: ['状态', 'State'],
		readOnly: true,
		initial: 'draft',
		options: {
			draft: ['未发布', 'Not published'],
			published: ['已发布', 'Published'],
			withdrawn: ['已撤回', 'Withdrawn'],
		},
		tones: { draft: 'plain', published: 'ok', withdrawn: 'warn' },
	},
	publishedAt: { kind: 'dateTime', label: ['发布时间', 'Published at'], readOnly: true },
	publishedBy: { kind: 'person', label: ['发布人', 'Published by'], readOnly: true },
} as const;

/** Bulletins (PUB-1): in columns, with pictures and files, to a unit or to all. */
export const bulletin = defineModule({
	id: 'bulletin',
	label: ['电子公告', 'Bulletins'],
	one: ['公告', 'bulletin'],
	create: ['撰写公告', 'Write a bulletin'],
	icon: 'megaphone',
	group: 'public',
	permissions: {
		read: ['阅读公告', 'Read bulletins'],
		write: ['发布公告', 'Publish bulletins'],
	},
	fields,
	title: 'title',
	subtitle: ['column', 'publishedAt'],
	list: {
		mark: 'pinned',
		columns: ['title', 'column', 'scope', 'status', 'publishedBy', 'publishedAt', 'expiresOn'],
		filters: ['column', 'status', 'pinned', 'expiresOn'],
		sortable: ['publishedAt', 'expiresOn'],
		order: [
			['pinned', 'desc'],
			['publishedAt', 'desc'],
		],
	},
	life: {
		field: 'status',
		initial: 'draft',
		steps: {
			publish: {
				label: ['发布', 'Publish'],
				icon: 'send',
				from: ['draft', 'withdrawn'],
				to: 'published',
				primary: true,
			},
			withdraw: {
				label: ['撤回', 'Withdraw'],
				icon: 'undo-2',
				from: ['published'],
				to: 'withdrawn',
				confirm: [
					'撤回后读者将看不到这条公告，可以重新发布。',
					'Readers will no longer see it. It can be published again.',
				],
			},
		},
		stamp: { on: 'published', at: 'publishedAt', by: 'publishedBy' },
	},
	audience: audienceOf,
	print: { orientation: 'portrait' },
});

/** BU-2, BU-3: only published bulletins have readers, those of the chosen units or everybody. */
function audienceOf(values: ValuesOf<typeof fields>): readonly string[] {
	if (values.status !== 'published') return [];
	return values.scope.length === 0 ? ['all'] : values.scope;
}
