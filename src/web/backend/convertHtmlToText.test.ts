import { expect, it } from 'vitest';
import { convertHtmlToText } from './convertHtmlToText.ts';

it.each([
  ['<p>Hello <strong>Alice</strong></p>', 'Hello Alice'],
  ['<div>one<br>two</div><div>three</div>', 'one\ntwo\nthree'],
  ['5 &lt; 6 &amp;&amp; 7 &#62; 6&nbsp;&#x1F600; &unknown;', '5 < 6 && 7 > 6 \u{1F600} &unknown;'],
  ['<script>alert(1)</script>', 'alert(1)'],
  ['&#x110000;', '&#x110000;'],
  // A tag cannot contain another one. So the time grows only with the length of a message with many opening brackets.
  ['1 <<b>2</b>', '1 <2'],
])('converts %s', (html, text) => {
  expect(convertHtmlToText(html)).toBe(text);
});
