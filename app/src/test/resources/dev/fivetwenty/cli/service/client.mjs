// What a Node program does through the edge. Arguments: URL of the edge, file to upload, what /echo answers to it.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import http from 'node:http';

const [url, file, echoed] = process.argv.slice(2);
const text = '0123456789'.repeat(10);

assert.equal(await (await fetch(url + '/text')).text(), text);
assert.equal(await (await fetch(url + '/chunked')).text(), text);
const content = await readFile(file);
const sent = await fetch(url + '/echo', { method: 'POST', body: content });
assert.equal(await sent.text(), 'POST ' + echoed);
const stream = new Blob([content]).stream();
const streamed = await fetch(url + '/echo', { method: 'PUT', body: stream, duplex: 'half' });
assert.equal(await streamed.text(), 'PUT ' + echoed);

const broken = await fetch(url + '/broken', { headers: { accept: 'application/json' } });
assert.equal(broken.status, 520);
assert.equal((await broken.json()).cause, 'resp-empty-fin');
console.log('fetch ok');

const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
const get = path =>
  new Promise((resolve, reject) => {
    const request = http.get(url + path, { agent }, response => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', data => (body += data));
      response.on('end', () => resolve({ status: response.statusCode, body, reused: request.reusedSocket }));
      response.on('error', reject);
    });
    request.on('error', reject);
  });
assert.deepEqual(await get('/text'), { status: 200, body: text, reused: false });
assert.deepEqual(await get('/chunked'), { status: 200, body: text, reused: true });
assert.equal((await get('/broken')).status, 520);
assert.deepEqual(await get('/text'), { status: 200, body: text, reused: true });
agent.destroy();
console.log('agent ok');
