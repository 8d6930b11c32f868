"""Opens values of kith/seal/v1, written from docs/seal-format.md and from nothing else.

Python's own HMAC and inflate, OpenSSL's AES-256-GCM through ctypes: no package is needed. Reads a JSON list of
{key, context, sealed, block} from stdin, bytes in hex; prints a JSON list of the plaintexts in hex, null for what does
not open.
"""

import ctypes
import ctypes.util
import hashlib
import hmac
import json
import sys
import zlib

SET_IV_LENGTH, SET_TAG = 0x9, 0x11  # EVP_CTRL_AEAD_SET_IVLEN, EVP_CTRL_AEAD_SET_TAG
LONGEST = 64 * 1024

library = ctypes.CDLL(ctypes.util.find_library("crypto") or "libcrypto.so.3")
for name in ("EVP_CIPHER_CTX_new", "EVP_aes_256_gcm"):
    getattr(library, name).restype = ctypes.c_void_p


def decrypt(key: bytes, ciphertext: bytes, tag: bytes) -> bytes | None:
    """AES-256-GCM with a nonce of 12 zero bytes and no additional data."""
    context = ctypes.c_void_p(library.EVP_CIPHER_CTX_new())
    plain, length = ctypes.create_string_buffer(len(ciphertext) + 16), ctypes.c_int()
    try:
        begun = (
            library.EVP_DecryptInit_ex(context, ctypes.c_void_p(library.EVP_aes_256_gcm()), None, None, None) == 1
            and library.EVP_CIPHER_CTX_ctrl(context, SET_IV_LENGTH, 12, None) == 1
            and library.EVP_DecryptInit_ex(context, None, None, key, bytes(12)) == 1
            and library.EVP_DecryptUpdate(context, plain, ctypes.byref(length), ciphertext, len(ciphertext)) == 1
            and library.EVP_CIPHER_CTX_ctrl(context, SET_TAG, 16, tag) == 1
        )
        verified = begun and library.EVP_DecryptFinal_ex(context, None, ctypes.byref(ctypes.c_int())) == 1
        return plain.raw[: len(ciphertext)] if verified else None
    finally:
        library.EVP_CIPHER_CTX_free(context)


def encode(fields: list[str]) -> bytes:
    """u8 count, then u8 length and the bytes of each field."""
    parts = [field.encode("ascii") for field in fields]
    return bytes([len(parts)]) + b"".join(bytes([len(part)]) + part for part in parts)


def open_padded(key: bytes, context: list[str], sealed: bytes) -> bytes | None:
    if len(sealed) < 98 or sealed[0] != 1:
        return None
    info = b"kith/seal/v1\x00" + sealed[:49] + encode(context)
    okm = hmac.new(key, info + b"\x01", hashlib.sha512).digest()
    if not hmac.compare_digest(okm[32:], sealed[49:81]):
        return None
    return decrypt(okm[:32], sealed[81:-16], sealed[-16:])


def unpad(padded: bytes, block: int) -> bytes | None:
    plain = padded.rstrip(b"\x00")
    fits = len(padded) % block == 0 and len(padded) - len(plain) < block
    return plain[:-1] if plain.endswith(b"\x80") and fits else None


def inflate(plain: bytes) -> bytes | None:
    stream = zlib.decompressobj(wbits=-15)
    text = stream.decompress(plain, LONGEST + 1)
    return text if stream.eof and len(text) <= LONGEST else None


def open_value(value: dict) -> str | None:
    key, sealed, block = bytes.fromhex(value["key"]), bytes.fromhex(value["sealed"]), value["block"]
    padded = open_padded(key, value["context"], sealed)
    plain = None if padded is None else unpad(padded, block)
    if plain is not None and block == 64 and plain[:1] == b"\xff":
        plain = inflate(plain[1:])
    return None if plain is None else plain.hex()


print(json.dumps([open_value(value) for value in json.load(sys.stdin)]))
