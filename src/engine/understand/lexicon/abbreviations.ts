/** Shortened words in identifiers and what they stand for, `short: words` a line; the first that a catalog has words near wins. */
export const abbreviations = `
id: identificador identifier
cod: codigo code
code: codigo code
num: numero number
no: numero number
nro: numero number
nbr: number
nom: nombre name
fname: nombre first name
lname: apellido last name
desc: descripcion description
descr: descripcion description
descrip: descripcion description
dir: direccion address
addr: address
tel: telefono phone
tfno: telefono phone
tlf: telefono phone
telf: telefono phone
mov: movil mobile
f: fecha date
fec: fecha date
fch: fecha date
dt: fecha date
dob: fecha nacimiento birth date
h: hora horas hour
imp: importe amount
amt: amount importe
qty: quantity cantidad
cant: cantidad quantity
ctd: cantidad quantity
uds: unidades units cantidad
ud: unidad unit
dto: descuento discount
pct: porcentaje percent
porc: porcentaje percent
tot: total
p: precio price
pvp: precio price
pr: precio price
prec: precio price
stk: stock existencias
min: minimo minimum
max: maximo maximum
avg: media average
est: estado status
sts: status estado
stat: status estado
tip: tipo type
cat: categoria category
fam: familia family
grp: grupo group
cli: cliente customer
clte: cliente customer
cust: customer cliente
prov: proveedor supplier provincia
prod: producto product
art: articulo item
ped: pedido order
ord: orden order
ot: orden order
lin: linea line
fac: factura invoice
fact: factura invoice
inv: invoice factura
emp: empleado employee empresa
dept: department departamento
dep: departamento department
depto: departamento department
mgr: manager
mec: mecanico mechanic
veh: vehiculo vehicle
mat: matricula plate
rec: recambio part
ref: referencia reference
obs: observaciones notes
trab: trabajo work
mo: mano obra labor
esp: especialidad specialty
espec: especialidad specialty
combust: combustible fuel
km: kilometros kilometers
ult: ultimo last
itv: itv inspeccion
publi: publicidad advertising
pob: poblacion city
cp: codigo postal
zip: postal
acc: account cuenta
cta: cuenta account
trx: transaction transaccion
stu: student estudiante
univ: university
loc: location
pos: position
yr: year
hr: hour hora
apt: apartment apartamento
dest: destination destino
src: source origen
dst: destination destino
lat: latitude latitud
lon: longitude longitud
lng: longitude longitud
temp: temperature temperatura
sal: salary salario
tarifa: tarifa rate
`
