import type { AriaLabelConfig } from '@xyflow/svelte';
import { defineMessages } from '../platform/messages.ts';

const m = defineMessages({
	node: [
		'按回车键选择，按 Delete 键删除，按 Esc 键取消。全部操作也可以在环节清单中完成。',
		'Enter chooses, Delete removes, Esc cancels. The list of steps can do all of it too.',
	],
	edge: ['按回车键选择连线，按 Delete 键删除。', 'Enter chooses the line, Delete removes it.'],
	movedTo: ['已移动，横 {x}，纵 {y}', 'Moved to {x}, {y}'],
	controls: ['视图', 'View'],
	zoomIn: ['放大', 'Zoom in'],
	zoomOut: ['缩小', 'Zoom out'],
	fit: ['显示全图', 'Fit'],
	minimap: ['缩略图', 'Overview'],
	handle: ['连接点', 'Connection point'],
});

/** What the drawing's own controls are called. */
export function canvasLabels(): Partial<AriaLabelConfig> {
	return {
		'node.a11yDescription.default': m.node,
		'node.a11yDescription.keyboardDisabled': m.node,
		'node.a11yDescription.ariaLiveMessage': ({ x, y }) =>
			m.movedTo({ x: Math.round(x), y: Math.round(y) }),
		'edge.a11yDescription.default': m.edge,
		'controls.ariaLabel': m.controls,
		'controls.zoomIn.ariaLabel': m.zoomIn,
		'controls.zoomOut.ariaLabel': m.zoomOut,
		'controls.fitView.ariaLabel': m.fit,
		'minimap.ariaLabel': m.minimap,
		'handle.ariaLabel': m.handle,
	};
}
