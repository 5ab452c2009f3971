package store

import (
	"archive/tar"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"time"
)

// A backup is a tar file that holds a data folder, so that any tar program can restore it:
//
//	backup.json               a Backup: what it is of
//	pages/parallax-N.warc.gz  the archive, each file as far as the database knows it
//	parallax.db               the database
//
// The database is copied first, in one read transaction; what was archived before is in the WARC files, which only grow. So the
// two fit together whatever is written meanwhile.

// A Backup says what a backup file holds.
type Backup struct {
	Version  int       `json:"version"` // 1
	Time     time.Time `json:"time"`
	Tables   int       `json:"tables"` // version of the tables
	Pages    int       `json:"pages"`
	Articles int       `json:"articles"`
}

const backupName = "backup.json"

// Backup writes a consistent copy of the data folder to w while others may be writing to it. It needs as much space in the
// folder, or where that can't be written to among the temporary files, as the database takes.
func (s *Store) Backup(ctx context.Context, w io.Writer) (Backup, error) {
	b, err := s.backup(ctx, w)
	return b, s.explain("make a backup", err)
}

func (s *Store) backup(ctx context.Context, w io.Writer) (b Backup, err error) {
	// A file that is removed meanwhile, for its pages were to be forgotten, stays readable as long as it is open.
	files := map[int]*os.File{}
	defer func() {
		for _, f := range files {
			f.Close()
		}
	}()
	if err := s.archive.openAll(files); err != nil {
		return b, err
	}
	copied, err := s.copyDatabase(ctx)
	if err != nil {
		return b, err
	}
	defer os.RemoveAll(filepath.Dir(copied))
	if err := s.archive.openAll(files); err != nil {
		return b, err
	}
	ends, err := describeCopy(ctx, copied, &b)
	if err != nil {
		return b, err
	}
	b.Time = s.now().UTC().Truncate(time.Second)
	out := tar.NewWriter(w)
	text, err := json.MarshalIndent(b, "", "  ")
	if err == nil {
		err = out.WriteHeader(&tar.Header{Name: backupName, Size: int64(len(text)), Mode: 0o644, ModTime: b.Time})
	}
	if err == nil {
		_, err = out.Write(text)
	}
	for _, end := range ends {
		if err == nil {
			err = addFile(ctx, out, files[end.file], path.Join(pagesFolder, warcName(end.file)), end.offset)
		}
	}
	if err != nil {
		return b, err
	}
	f, err := os.Open(copied)
	if err != nil {
		return b, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err == nil {
		err = addFile(ctx, out, f, databaseName, info.Size())
	}
	return b, errors.Join(err, out.Close())
}

// openAll opens the files of the archive that aren't open yet.
func (a *archive) openAll(files map[int]*os.File) error {
	serials, err := a.serials()
	if err != nil {
		return err
	}
	for _, serial := range serials {
		if files[serial] != nil {
			continue
		}
		f, err := os.Open(a.path(serial))
		if errors.Is(err, fs.ErrNotExist) {
			continue // removed just now
		} else if err != nil {
			return err
		}
		files[serial] = f
	}
	return nil
}

// copyDatabase copies the database as it is now into a new folder and returns the copy's name.
func (s *Store) copyDatabase(ctx context.Context) (string, error) {
	dir, err := os.MkdirTemp(s.dir, ".backup-*")
	if err != nil {
		if dir, err = os.MkdirTemp("", "parallax-backup-*"); err != nil {
			return "", err
		}
	}
	name := filepath.Join(dir, databaseName)
	// Readers may only query; a connection of its own may also write elsewhere.
	db, err := sql.Open("sqlite", dataSource(s.database(), readQuery(s.frozen)))
	if err == nil {
		_, err = db.ExecContext(ctx, `VACUUM INTO ?`, name)
		err = errors.Join(err, db.Close())
	}
	if err != nil {
		os.RemoveAll(dir)
		return "", err
	}
	return name, nil
}

// describeCopy reads from a copied database what there is, and where in each WARC file its last page ends.
func describeCopy(ctx context.Context, name string, b *Backup) (ends []place, err error) {
	db, err := sql.Open("sqlite", dataSource(name, readQuery(true)))
	if err != nil {
		return nil, err
	}
	defer db.Close()
	b.Version = 1
	err = db.QueryRowContext(ctx, `SELECT (SELECT user_version FROM pragma_user_version), (SELECT COUNT(*) FROM pages WHERE feed = 0), (SELECT COUNT(*) FROM articles)`).
		Scan(&b.Tables, &b.Pages, &b.Articles)
	if err != nil {
		return nil, err
	}
	rows, err := db.QueryContext(ctx, `SELECT file, MAX(offset + length) FROM pages GROUP BY file ORDER BY file`)
	return collect(rows, err, func(r *sql.Rows) (p place, err error) {
		err = r.Scan(&p.file, &p.offset)
		return p, err
	})
}

// addFile adds the first bytes of a file. One that is missing or shorter than it should be is damage that a backup must
// not keep quiet about.
func addFile(ctx context.Context, out *tar.Writer, f *os.File, name string, size int64) error {
	if f == nil {
		return fmt.Errorf("%s is missing: parallax check tells what is lost, parallax check --repair makes do without it", name)
	}
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if info.Size() < size {
		return fmt.Errorf("%s has %d bytes, %d are registered: parallax check tells what is lost, parallax check --repair makes do without it",
			name, info.Size(), size)
	}
	err = out.WriteHeader(&tar.Header{Name: name, Size: size, Mode: 0o644, ModTime: info.ModTime()})
	if err == nil {
		_, err = io.Copy(out, io.NewSectionReader(contextFile{ctx, f}, 0, size))
	}
	return err
}

// A contextFile reads until its context ends.
type contextFile struct {
	ctx context.Context
	*os.File
}

func (f contextFile) ReadAt(b []byte, at int64) (int, error) {
	if err := f.ctx.Err(); err != nil {
		return 0, err
	}
	return f.File.ReadAt(b, at)
}

var restorable = regexp.MustCompile(`^(` + regexp.QuoteMeta(databaseName) + `|` + pagesFolder + `/parallax-[0-9]{6,}\.warc\.gz)$`)

// Restore makes a data folder out of a backup. The folder must have no data yet; one that comes out half, for the backup is
// cut, is removed again.
func Restore(dir string, in io.Reader) (b Backup, err error) {
	database := filepath.Join(dir, databaseName)
	if _, err := os.Stat(database); err == nil {
		return b, fmt.Errorf("store: restore: %s has data already: name another folder, or move it away", dir)
	}
	if err := os.MkdirAll(filepath.Join(dir, pagesFolder), 0o777); err != nil {
		return b, fmt.Errorf("store: restore: %w", err)
	}
	var written []string
	defer func() {
		if err != nil {
			err = fmt.Errorf("store: restore: %w", err)
			for _, name := range written {
				os.Remove(name)
			}
		}
	}()
	backup := tar.NewReader(in)
	for {
		head, err := backup.Next()
		switch {
		case err == io.EOF:
			return b, wholeBackup(b, database)
		case err != nil:
			return b, fmt.Errorf("the backup is cut or damaged: %w", err)
		case head.Name == backupName:
			if err := json.NewDecoder(io.LimitReader(backup, 1<<20)).Decode(&b); err != nil {
				return b, fmt.Errorf("%s: %w", backupName, err)
			}
		case b.Version == 0:
			return b, fmt.Errorf("this is no backup of parallax: it begins with %.60q", head.Name)
		case !restorable.MatchString(head.Name) || head.Typeflag != tar.TypeReg:
			return b, fmt.Errorf("%.60q has no place in a backup", head.Name)
		default:
			name := filepath.Join(dir, filepath.FromSlash(head.Name))
			written = append(written, name)
			err := restoreFile(name, backup)
			if errors.Is(err, io.ErrUnexpectedEOF) {
				err = errors.New("the backup is cut here")
			}
			if err != nil {
				return b, fmt.Errorf("%s: %w", head.Name, err)
			}
		}
	}
}

// wholeBackup says whether a backup has come to its end: its database is the last file of it.
func wholeBackup(b Backup, database string) error {
	switch _, err := os.Stat(database); {
	case b.Version != 1:
		return fmt.Errorf("it is of version %d, this program knows 1: use a newer one", b.Version)
	case err != nil:
		return errors.New("the backup is cut: it has no " + databaseName)
	}
	return nil
}

func restoreFile(name string, in io.Reader) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	if _, err = io.Copy(f, in); err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}
