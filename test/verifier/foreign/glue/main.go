// Verifies a log in the layout of C2SP tlog-tiles with Go's own sumdb packages, which know nothing of Kith:
// glue <folder> <verifier key> [<older checkpoint>]. Prints the size when everything fits, else says what does not.
package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func must(err error) {
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}

// open gives the size and the root of a signed checkpoint.
func open(file string, key note.Verifier) (int64, tlog.Hash) {
	signed, err := os.ReadFile(file)
	must(err)
	opened, err := note.Open(signed, note.VerifierList(key))
	must(err)
	lines := strings.Split(opened.Text, "\n")
	if lines[0] != key.Name() {
		must(fmt.Errorf("origin %s", lines[0]))
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	must(err)
	raw, err := base64.StdEncoding.DecodeString(lines[2])
	must(err)
	var root tlog.Hash
	copy(root[:], raw)
	return size, root
}

// entries reads a bundle.
func entries(folder string, index int64, width int) [][]byte {
	tile := tlog.Tile{H: 8, L: 0, N: index, W: width}
	path := strings.Replace(tile.Path(), "tile/8/0/", "tile/entries/", 1)
	data, err := os.ReadFile(filepath.Join(folder, path))
	must(err)
	var read [][]byte
	for len(data) > 0 {
		if len(data) < 2 || len(data) < 2+int(binary.BigEndian.Uint16(data)) {
			must(fmt.Errorf("%s ends within an entry", path))
		}
		end := 2 + int(binary.BigEndian.Uint16(data))
		read = append(read, data[2:end])
		data = data[end:]
	}
	if len(read) != width {
		must(fmt.Errorf("%s has %d entries", path, len(read)))
	}
	return read
}

func main() {
	folder := os.Args[1]
	key, err := note.NewVerifier(os.Args[2])
	must(err)
	size, root := open(filepath.Join(folder, "checkpoint"), key)

	var hashes []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		found := make([]tlog.Hash, len(indexes))
		for at, index := range indexes {
			found[at] = hashes[index]
		}
		return found, nil
	})
	for n := int64(0); n < size; n += 256 {
		width := 256
		if size-n < 256 {
			width = int(size - n)
		}
		for at, entry := range entries(folder, n/256, width) {
			stored, err := tlog.StoredHashes(n+int64(at), entry, reader)
			must(err)
			hashes = append(hashes, stored...)
		}
	}
	made, err := tlog.TreeHash(size, reader)
	must(err)
	if size == 0 {
		// This version of the package gives zeros; RFC 6962 gives the hash of nothing.
		made = sha256.Sum256(nil)
	}
	if made != root {
		must(fmt.Errorf("the entries give another root"))
	}
	for _, tile := range tlog.NewTiles(8, 0, size) {
		expected, err := tlog.ReadTileData(tile, reader)
		must(err)
		path := strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
		stored, err := os.ReadFile(filepath.Join(folder, path))
		if os.IsNotExist(err) && tile.W < 256 && hasWider(size, tile) {
			continue
		}
		must(err)
		if !bytes.Equal(stored, expected) {
			must(fmt.Errorf("%s has other hashes", path))
		}
	}
	if len(os.Args) > 3 {
		before, older := open(os.Args[3], key)
		if before > size {
			must(fmt.Errorf("the older checkpoint is larger"))
		}
		proof, err := tlog.ProveTree(size, before, reader)
		must(err)
		must(tlog.CheckTree(proof, size, root, before, older))
	}
	fmt.Println("intact", size)
}

// hasWider says whether the tree has a wider tile at the same place: only that one has to be there.
func hasWider(size int64, tile tlog.Tile) bool {
	return (size>>(8*uint(tile.L)))-(tile.N<<8) > int64(tile.W)
}
