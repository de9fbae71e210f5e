/*
 * Runs before everything else, in plain ES5 so that old browsers can read it: tells browsers below the
 * floor (Chrome 105, Firefox 115, Safari 16) what to do, and sets theme and text size before the first
 * paint. The settings are those of src/lib/platform/display.svelte.ts.
 */
(function () {
	var root = document.documentElement;
	var supports =
		window.CSS &&
		CSS.supports &&
		CSS.supports('container-type', 'inline-size') &&
		'Promise' in window &&
		'indexedDB' in window;
	if (!supports) {
		window.wenshuTooOld = true;
		document.addEventListener('DOMContentLoaded', function () {
			document.title = '请升级浏览器';
			document.body.innerHTML =
				'<div style="max-width:34em;margin:15% auto;padding:0 1em;font:18px/1.8 sans-serif;color:#1a212b">' +
				'<h1 style="font-size:24px;color:#b3202a">请升级浏览器</h1>' +
				'<p>本系统需要 Chrome 105、Edge 105、Firefox 115、Safari 16 或更新版本的浏览器，当前浏览器版本过低，无法使用。</p>' +
				'<p>请升级浏览器，或联系信息化部门安装。</p></div>';
		});
		return;
	}
	try {
		var settings = JSON.parse(localStorage.getItem('wenshu.display') || '{}');
		var dark =
			settings.theme === 'dark' ||
			(settings.theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
		root.setAttribute('data-theme', dark ? 'dark' : 'light');
		root.setAttribute('data-size', settings.size || 'm');
		root.setAttribute('data-contrast', settings.contrast || 'normal');
	} catch (error) {
		root.setAttribute('data-size', 'm');
	}
})();
