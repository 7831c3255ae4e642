// s3rver with what it lacks of S3, for tests: it checks no signatures of version 4, knows no conditions (If-Match,
// If-None-Match) and only one region. Signatures are calculated by aws4, which knows nothing of libcurl.
//
// usage: node s3-server.js FOLDER PORT BUCKET REGION ACCESS-KEY SECRET-KEY     listens on loopback
'use strict';

const crypto = require('crypto');
const fs = require('fs');
const path = require('path');
const aws4 = require('aws4');
const S3rver = require('s3rver');

const [folder, port, bucket, region, accessKeyId, secretAccessKey] = process.argv.slice(2);

function refuse(ctx, status, code, more = '') {
  ctx.status = status;
  ctx.type = 'application/xml';
  ctx.body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${code}</Message>${more}</Error>`;
}

// Signed again with the headers that the client says it signed.
function signature(ctx, names) {
  const headers = Object.fromEntries(names.map(name => [name, ctx.get(name)]));
  const request = { method: ctx.method, path: ctx.req.url, service: 's3', region, headers };
  return aws4.sign(request, { accessKeyId, secretAccessKey }).headers.Authorization;
}

// For continuation tokens s3rver wants DES, which OpenSSL 3 no longer has; nobody here sends one back.
crypto.createCipheriv = () => ({ update: text => Buffer.from(text), final: () => Buffer.alloc(0) });

// An object is there as a whole or not at all, as in S3: s3rver would leave one without its description.
let storing = 0;
let ending = false;
process.on('SIGTERM', () => {
  ending = true;
  if (storing === 0) {
    process.exit(0);
  }
});
async function store(object) {
  if (ending) {
    await new Promise(() => {});
  }
  ++storing;
  try {
    await server.store.putObject(object);
  } finally {
    --storing;
    if (ending && storing === 0) {
      process.exit(0);
    }
  }
}

const server = new S3rver({
  address: '127.0.0.1', port: Number(port), silent: true, directory: folder, vhostBuckets: false,
  configureBuckets: [{ name: bucket }],
});

server.middleware.unshift(async (ctx, next) => {
  const sent = ctx.get('authorization');
  const scope = /Credential=([^/]+)\/\d{8}\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+)/.exec(sent);
  if (!scope) {
    return refuse(ctx, 403, 'AccessDenied');
  }
  if (scope[1] !== accessKeyId) {
    return refuse(ctx, 403, 'InvalidAccessKeyId');
  }
  if (scope[2] !== region) {
    return refuse(ctx, 400, 'AuthorizationHeaderMalformed', `<Region>${region}</Region>`);
  }
  const names = scope[3].split(';');
  const needed = ['host', 'x-amz-date', 'x-amz-content-sha256', ...['cache-control', 'if-match', 'if-none-match'].filter(name => ctx.get(name))];
  const wanted = /Signature=(.*)/.exec(signature(ctx, names))[1];
  if (!needed.every(name => names.includes(name)) || !sent.endsWith(`Signature=${wanted}`)) {
    return refuse(ctx, 403, 'SignatureDoesNotMatch');
  }
  delete ctx.req.headers.authorization; // s3rver knows another user only
  if (ctx.method === 'PUT') {
    // Read here, to compare it with the signed hash before anything is kept.
    const key = decodeURIComponent(ctx.path.slice(bucket.length + 2));
    const there = await server.store.getObject(bucket, key);
    const tag = there && there.metadata.etag;
    if (there) {
      there.content.destroy();
    }
    if ((ctx.get('if-match') && ctx.get('if-match') !== tag) || (ctx.get('if-none-match') === '*' && there)) {
      return refuse(ctx, 412, 'PreconditionFailed');
    }
    const part = path.join(folder, `.put-${crypto.randomBytes(8).toString('hex')}`);
    const hash = crypto.createHash('sha256');
    const file = fs.createWriteStream(part);
    try {
      for await (const piece of ctx.req) {
        hash.update(piece);
        file.write(piece);
      }
      await new Promise(resolve => file.end(resolve));
      if (hash.digest('hex') !== ctx.get('x-amz-content-sha256')) {
        return refuse(ctx, 400, 'XAmzContentSHA256Mismatch');
      }
      const content = fs.createReadStream(part);
      await store({ bucket, key, content, metadata: ctx.headers });
      ctx.status = 200;
      ctx.body = '';
    } finally {
      file.destroy();
      fs.rmSync(part, { force: true });
    }
    return undefined;
  }
  return next();
});

server.run();
