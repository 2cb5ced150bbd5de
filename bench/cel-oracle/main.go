// Answers CEL expressions with the environment of kube-apiserver (k8s.io/apiserver), for recording test/cel/answers.jsonl.
// Reads lines {"expr", "version", "vars", "values", "schema", "self", "old"} and writes lines {"issues", "program", "type", "value", "err", "cost", "min", "max"}.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/checker"
	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"
	"github.com/google/cel-go/common/types/traits"
	apiext "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	apiextv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/cel/model"
	utiljson "k8s.io/apimachinery/pkg/util/json"
	"k8s.io/apimachinery/pkg/util/version"
	apiservercel "k8s.io/apiserver/pkg/cel"
	"k8s.io/apiserver/pkg/cel/common"
	"k8s.io/apiserver/pkg/cel/environment"
	"k8s.io/apiserver/pkg/cel/library"
)

type in struct {
	Expr    string            `json:"expr"`
	Version uint              `json:"version"`
	Vars    map[string]string `json:"vars"`
	Values  json.RawMessage   `json:"values"`
	Schema  json.RawMessage   `json:"schema"`
	Self    json.RawMessage   `json:"self"`
	Old     json.RawMessage   `json:"old"`
	Root    bool              `json:"root"`
	Limit   uint64            `json:"limit"`
}
type out struct {
	Issues  string `json:"issues,omitempty"`
	Program string `json:"program,omitempty"`
	Type    string `json:"type,omitempty"`
	Value   string `json:"value,omitempty"`
	Err     string `json:"err,omitempty"`
	Cost    uint64 `json:"cost"`
	Min     uint64 `json:"min"`
	Max     uint64 `json:"max"`
}

type sizeEstimator struct{ root *apiservercel.DeclType }

func (c *sizeEstimator) EstimateSize(element checker.AstNode) *checker.SizeEstimate {
	if len(element.Path()) == 0 || c.root == nil {
		return nil
	}
	cur := c.root
	for _, name := range element.Path()[1:] {
		switch name {
		case "@items", "@values":
			if cur.ElemType == nil {
				return nil
			}
			cur = cur.ElemType
		case "@keys":
			if cur.KeyType == nil {
				return nil
			}
			cur = cur.KeyType
		default:
			f, ok := cur.Fields[name]
			if !ok || f.Type == nil {
				return nil
			}
			cur = f.Type
		}
	}
	return &checker.SizeEstimate{Min: 0, Max: uint64(cur.MaxElements)}
}
func (c *sizeEstimator) EstimateCallCost(function, overloadID string, target *checker.AstNode, args []checker.AstNode) *checker.CallEstimate {
	return nil
}

func typ(s string) *cel.Type {
	switch s {
	case "int":
		return cel.IntType
	case "uint":
		return cel.UintType
	case "double":
		return cel.DoubleType
	case "string":
		return cel.StringType
	case "bool":
		return cel.BoolType
	case "bytes":
		return cel.BytesType
	case "list(int)":
		return cel.ListType(cel.IntType)
	case "list(string)":
		return cel.ListType(cel.StringType)
	case "list(dyn)":
		return cel.ListType(cel.DynType)
	case "map(string, int)":
		return cel.MapType(cel.StringType, cel.IntType)
	case "map(string, string)":
		return cel.MapType(cel.StringType, cel.StringType)
	case "map(string, dyn)":
		return cel.MapType(cel.StringType, cel.DynType)
	case "timestamp":
		return cel.TimestampType
	case "duration":
		return cel.DurationType
	}
	return cel.DynType
}

func show(v ref.Val) string {
	switch t := v.(type) {
	case types.String:
		b, _ := json.Marshal(string(t))
		return string(b)
	case types.Double:
		return fmt.Sprintf("double(%v)", float64(t))
	case types.Uint:
		return fmt.Sprintf("%du", uint64(t))
	case types.Null:
		return "null"
	case types.Bytes:
		return fmt.Sprintf("b%x", []byte(t))
	case *types.Optional:
		if t.HasValue() {
			return "optional(" + show(t.GetValue()) + ")"
		}
		return "none"
	case traits.Lister:
		var parts []string
		for it := t.Iterator(); it.HasNext() == types.True; {
			parts = append(parts, show(it.Next()))
		}
		return "[" + strings.Join(parts, ",") + "]"
	case traits.Mapper:
		return fmt.Sprintf("map%d", int64(t.Size().(types.Int)))
	}
	return fmt.Sprintf("%v", v.Value())
}

func run(i in) (o out) {
	defer func() {
		if r := recover(); r != nil {
			o.Err = fmt.Sprintf("PANIC %v", r)
		}
	}()
	if i.Version == 0 {
		i.Version = 36
	}
	base := environment.MustBaseEnvSet(version.MajorMinor(1, i.Version))
	vals := map[string]any{}
	est := &library.CostEstimator{SizeEstimator: &sizeEstimator{}}
	opts := environment.VersionedOptions{IntroducedVersion: version.MajorMinor(1, 0)}
	for name, t := range i.Vars {
		opts.EnvOptions = append(opts.EnvOptions, cel.Variable(name, typ(t)))
	}
	if len(i.Values) > 0 {
		if err := utiljson.Unmarshal(i.Values, &vals); err != nil {
			o.Err = "values: " + err.Error()
			return
		}
	}
	if len(i.Schema) > 0 {
		var v1 apiextv1.JSONSchemaProps
		if err := json.Unmarshal(i.Schema, &v1); err != nil {
			o.Err = "schema: " + err.Error()
			return
		}
		var internal apiext.JSONSchemaProps
		if err := apiextv1.Convert_v1_JSONSchemaProps_To_apiextensions_JSONSchemaProps(&v1, &internal, nil); err != nil {
			o.Err = err.Error()
			return
		}
		st, err := schema.NewStructural(&internal)
		if err != nil {
			o.Err = err.Error()
			return
		}
		decl := model.SchemaDeclType(st, i.Root).MaybeAssignTypeName("selfType")
		est.SizeEstimator = &sizeEstimator{root: decl}
		opts.EnvOptions = append(opts.EnvOptions, cel.Variable("self", decl.CelType()), cel.Variable("oldSelf", decl.CelType()))
		opts.DeclTypes = append(opts.DeclTypes, decl)
		var self any
		if len(i.Self) > 0 {
			if err := utiljson.Unmarshal(i.Self, &self); err != nil {
				o.Err = err.Error()
				return
			}
			vals["self"] = common.UnstructuredToVal(self, &model.Structural{Structural: st})
		}
		if len(i.Old) > 0 {
			var old any
			utiljson.Unmarshal(i.Old, &old)
			vals["oldSelf"] = common.UnstructuredToVal(old, &model.Structural{Structural: st})
		}
	}
	es, err := base.Extend(opts)
	if err != nil {
		o.Err = err.Error()
		return
	}
	env := es.StoredExpressionsEnv()
	ast, iss := env.Compile(i.Expr)
	if iss != nil && iss.Err() != nil {
		o.Issues = iss.String()
		return
	}
	o.Type = checker.FormatCELType(ast.OutputType())
	ce, err := env.EstimateCost(ast, est)
	if err == nil {
		o.Min, o.Max = ce.Min, ce.Max
	}
	limit := uint64(1000000)
	if i.Limit > 0 {
		limit = i.Limit
	}
	prog, err := env.Program(ast, cel.CostLimit(limit), cel.CostTracking(est), cel.InterruptCheckFrequency(100))
	if err != nil {
		o.Program = err.Error()
		return
	}
	v, det, err := prog.Eval(vals)
	if det != nil && det.ActualCost() != nil {
		o.Cost = *det.ActualCost()
	}
	if err != nil {
		o.Err = err.Error()
		return
	}
	o.Value = show(v)
	return
}

func main() {
	sc := bufio.NewScanner(os.Stdin)
	sc.Buffer(make([]byte, 1<<20), 1<<26)
	w := bufio.NewWriter(os.Stdout)
	defer w.Flush()
	for sc.Scan() {
		var i in
		if err := json.Unmarshal(sc.Bytes(), &i); err != nil {
			fmt.Fprintf(w, "{\"err\":%q}\n", err.Error())
			continue
		}
		b, _ := json.Marshal(run(i))
		w.Write(b)
		w.WriteByte('\n')
	}
}
